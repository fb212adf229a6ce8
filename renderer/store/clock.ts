import { create } from 'zustand';

/** The time for "2 min ago", renewed twice a minute; one timer for the whole page. */
export const useClock = create<{ now: number }>(() => ({ now: Date.now() }));

/** Brings the time up to date at once, and from then on twice a minute. */
export function startClock(): void {
  const tick = (): void => useClock.setState({ now: Date.now() });
  setInterval(tick, 30_000);
  document.addEventListener('visibilitychange', tick);
}

/** Called where something just happened, so that it is not dated in the future. */
export const touchClock = (): void => useClock.setState({ now: Date.now() });
