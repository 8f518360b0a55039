/** `2,000 papers`, `1 paper`. */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${Math.round(value).toLocaleString("en-US")} ${value === 1 ? singular : plural}`;
}
