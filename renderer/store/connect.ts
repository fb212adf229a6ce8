import type { ConsoleEvent } from '../../shared/contract.ts';
import { consoleApi } from '../api.ts';
import { stepStates, verdictStates } from '../parts/states.tsx';
import { announce } from './announcements.ts';
import { loadApplication } from './application.ts';
import { startClock } from './clock.ts';
import { receiveDiagnosisEvent, runOf, useDiagnosis } from './diagnosis.ts';
import { finishRemoval, loadEnvironments, selectedProfile, useEnvironments } from './environments.ts';
import { refreshHistory } from './history.ts';
import { showNotice } from './notices.ts';
import { loadPractice, usePractice } from './practice.ts';

/** Connects the stores with the console: the first questions, and from then on its events. */
export function connect(): void {
  consoleApi().events.subscribe(receive);
  startClock();
  void loadEnvironments();
  void loadApplication();
  void loadPractice();
  window.addEventListener('pagehide', () => void finishRemoval());
}

function receive(event: ConsoleEvent): void {
  switch (event.name) {
    case 'notice':
      showNotice(event.payload.message);
      return;
    case 'profiles.changed':
      void loadEnvironments();
      return;
    case 'history.changed':
      void refreshHistory(event.payload.profileId);
      return;
    case 'practice.changed':
      usePractice.setState({ status: event.payload });
      return;
    default:
      receiveDiagnosisEvent(event);
      announceProgress(event);
  }
}

/** Only the run on the page is spoken about, and of it what has finished. */
function announceProgress(event: ConsoleEvent): void {
  const profile = selectedProfile(useEnvironments.getState());
  const run = profile && runOf(useDiagnosis.getState(), profile.id);
  if (event.name === 'diagnosis.check-finished' && run?.runId === event.payload.runId) {
    const { title, status } = event.payload.result;
    announce(`${title}: ${stepStates[status].word}.`);
  }
  if (event.name === 'diagnosis.finished' && run?.runId === event.payload.runId) {
    const { verdict, headline } = event.payload.report;
    announce(`${verdictStates[verdict].word}. ${headline}`);
  }
}
