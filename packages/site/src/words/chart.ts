export const chartWords = {
  numbers: "Years as a table",
  year: "Year",
} as const;
