/** Text inside an element. */
export const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
