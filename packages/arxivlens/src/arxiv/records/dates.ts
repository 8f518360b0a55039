/** A date of any usual form as `YYYY-MM-DDTHH:MM:SSZ` in UTC; null when it cannot be read. */
export function utcTime(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.trim() === "") return null;
  const time = Date.parse(text.trim());
  return Number.isNaN(time) ? null : `${new Date(time).toISOString().slice(0, 19)}Z`;
}
