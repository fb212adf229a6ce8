/**
 * A piece of a script. It is written as deep as the code around it and stands at the margin itself; what is put into a line
 * of it is indented like that line. Backslashes are those of the script.
 */
export function piece(template: TemplateStringsArray, ...inserted: readonly string[]): string {
  const margin = /^\n *(?! )/.exec(template.raw[0] ?? '')?.[0] ?? '\n';
  const [first = '', ...others] = template.raw.map((text) => text.replaceAll(margin, '\n'));
  const whole = others.reduce((before, after, index) => {
    const indentation = /\n( *)$/.exec(before)?.[1] ?? '';
    return before + (inserted[index] ?? '').replaceAll(/\n(?=[^\n])/g, `\n${indentation}`) + after;
  }, first);
  return whole.replace(/^\n/, '').replace(/\n *$/, '');
}
