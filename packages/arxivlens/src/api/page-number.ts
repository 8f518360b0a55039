/** Results beyond this page are beyond what anyone reads, and would make the store count through all of them. */
const lastPage = 500;

/** A page number from an address: whole and from 1 on; anything else means the first page. */
export function pageNumber(text: string | undefined): number {
  const value = Number(text ?? "1");
  return Number.isInteger(value) && value >= 1 ? Math.min(value, lastPage) : 1;
}
