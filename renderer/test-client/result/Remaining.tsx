import { useEffect, useState } from 'react';

interface RemainingProps {
  /** An ISO 8601 moment. */
  until: string;
  /** What stands there once the moment has passed. */
  over: string;
}

/** The time until a moment, renewed each second where it is shown, and not spoken each time. */
export function Remaining({ until, over }: RemainingProps) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const left = Date.parse(until) - now;
  return (
    <span role="timer" aria-live="off">
      {left <= 0 ? over : remainingIn(left)}
    </span>
  );
}

const minute = 60_000;
const hour = 60 * minute;

/** Whole seconds; hours and days where there are many. */
function remainingIn(ms: number): string {
  if (ms < hour) return inSeconds(Math.ceil(ms / 1_000));
  const hours = Math.floor(ms / hour);
  if (hours < 48) return `${hours} h ${Math.floor((ms % hour) / minute)} min`;
  return `${Math.floor(hours / 24)} days`;
}

const inSeconds = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
