/** Sends a change of the library; true when it is done. */
export async function postShelf(fields: URLSearchParams): Promise<boolean> {
  try {
    const answer = await fetch("/api/library", { method: "POST", body: fields });
    return answer.ok;
  } catch {
    return false;
  }
}
