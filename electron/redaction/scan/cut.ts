const longestLine = 2048;

/** Where a block is cut: at an index, or at the beginning of its line where that is near. */
export function cutBefore(text: string, index: number, least: number): number {
  const from = Math.max(least, index - longestLine);
  const line = text.slice(from, index).lastIndexOf('\n');
  return line === -1 ? index : from + line + 1;
}
