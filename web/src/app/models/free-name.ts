/** The name, or where others have it already the name with a number behind it that none of them has. */
export function freeName(wanted: string, taken: string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const name = `${wanted} (${number})`;
    if (!taken.includes(name)) return name;
  }
}
