/**
 * Puts the items that are named into the order in which they are named, at the places that they have now between them. One
 * that is not named, because another console has just added it, keeps its place; an id that is not there is passed over.
 */
export function arranged<Item extends { id: string }>(items: readonly Item[], ids: readonly string[]): Item[] {
  const known = new Map(items.map((item) => [item.id, item]));
  const named = [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
  const isNamed = new Set(named);
  const inOrder = named.values();
  return items.map((item) => (isNamed.has(item) ? (inOrder.next().value ?? item) : item));
}
