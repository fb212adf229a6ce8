/**
 * An object in JSON, piece by piece: first the fields that are short, then lists, with a line for each of their items, so that a list of
 * thousands is neither held as one text nor hard to read.
 */
export function* jsonOf(fields: object, lists: Readonly<Record<string, Iterable<string>>>): Generator<string> {
  yield JSON.stringify(fields, null, 2).replace(/\n\}$/, '');
  for (const [name, items] of Object.entries(lists)) {
    let before = `,\n  ${JSON.stringify(name)}: [\n    `;
    let isEmpty = true;
    for (const item of items) {
      yield before + item;
      before = ',\n    ';
      isEmpty = false;
    }
    yield isEmpty ? `,\n  ${JSON.stringify(name)}: []` : '\n  ]';
  }
  yield '\n}\n';
}

/** Each item as a text of JSON. */
export function* jsonItems(items: Iterable<unknown>): Generator<string> {
  for (const item of items) yield JSON.stringify(item);
}
