import { create } from 'zustand';

/** The pages of an environment, in the order of their tabs and of the keys that lead to them. */
export const tabs = ['diagnosis', 'fix', 'test-client', 'logs', 'history', 'settings'] as const;
export type TabName = (typeof tabs)[number];

export type DialogName = 'add-environment' | 'configuration' | 'export' | 'find' | 'import' | 'server-view';

/** What of the page is open; nothing here outlives the window. */
interface View {
  tab: TabName;
  dialog: DialogName | null;
  drawerOpen: boolean;
  /** The entry with which the page "Fix" is to begin, until it has. */
  fixing: { profileId: string; entryId: string } | null;
}

export const useView = create<View>(() => ({ tab: 'diagnosis', dialog: null, drawerOpen: false, fixing: null }));

/** Turns to a page; what stood over it is closed. */
export const showTab = (tab: TabName): void => useView.setState({ tab, dialog: null, drawerOpen: false });
/** Leads through an entry of the catalogue that a run of the environment named. */
export const showFix = (profileId: string, entryId: string): void =>
  useView.setState({ tab: 'fix', dialog: null, drawerOpen: false, fixing: { profileId, entryId } });
export const openDialog = (dialog: DialogName): void => useView.setState({ dialog, drawerOpen: false });
export const closeDialog = (): void => useView.setState({ dialog: null });
export const setDrawerOpen = (drawerOpen: boolean): void => useView.setState({ drawerOpen });
