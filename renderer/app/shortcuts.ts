import { cancelDiagnosis, isRunning, startDiagnosis, useDiagnosis } from '../store/diagnosis.ts';
import { selectedProfile, useEnvironments } from '../store/environments.ts';
import { openDialog, showTab, tabs, useView } from '../store/view.ts';

/** The keys that work everywhere: F5 run, Esc cancel, Ctrl/Cmd+K find, Ctrl/Cmd+1.. tabs. */
export function handleShortcut(event: KeyboardEvent): void {
  const act = event.defaultPrevented ? null : actOf(event);
  if (act === null) return;
  event.preventDefault();
  act();
}

function actOf(event: KeyboardEvent): (() => void) | null {
  const { dialog, drawerOpen } = useView.getState();
  const profile = selectedProfile(useEnvironments.getState());
  const free = dialog === null && !drawerOpen;
  if (event.key === 'F5' && !event.ctrlKey && !event.shiftKey) {
    // Elsewhere F5 would load the page anew and lose what was typed.
    return () => {
      if (!free || !profile) return;
      showTab('diagnosis');
      void startDiagnosis(profile.id);
    };
  }
  if (event.key === 'Escape' && free && profile && isRunning(useDiagnosis.getState(), profile.id)) {
    return () => void cancelDiagnosis(profile.id);
  }
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return null;
  if (event.key.toLowerCase() === 'k') return dialog === null ? () => openDialog('find') : null;
  const tab = tabs[Number(event.key) - 1];
  return tab !== undefined && free ? () => showTab(tab) : null;
}
