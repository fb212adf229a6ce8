/** The tab that a key leads to, as in the tabs pattern of WAI-ARIA; undefined where it leads to none. */
export function tabOfKey<Tab>(key: string, tabs: readonly Tab[], selected: Tab): Tab | undefined {
  const at = tabs.indexOf(selected);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[key];
  return to === undefined ? undefined : tabs[to];
}
