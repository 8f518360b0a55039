/** `cs.cl` is itself; `cs` is every category of that archive. */
export function isWithin(category: string, wanted: string): boolean {
  return category === wanted || category.startsWith(`${wanted}.`);
}
