import { create } from 'zustand';

export const tabs = ['diagnosis', 'settings'] as const;
export type TabName = (typeof tabs)[number];

export type DialogName = 'add-environment' | 'configuration' | 'export' | 'find' | 'import' | 'server-view';

/** What of the page is open; nothing here outlives the window. */
interface View {
  tab: TabName;
  dialog: DialogName | null;
  drawerOpen: boolean;
}

export const useView = create<View>(() => ({ tab: 'diagnosis', dialog: null, drawerOpen: false }));

export const showTab = (tab: TabName): void => useView.setState({ tab, dialog: null, drawerOpen: false });
export const openDialog = (dialog: DialogName): void => useView.setState({ dialog, drawerOpen: false });
export const closeDialog = (): void => useView.setState({ dialog: null });
export const setDrawerOpen = (drawerOpen: boolean): void => useView.setState({ drawerOpen });
