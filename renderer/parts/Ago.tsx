import { useClock } from '../store/clock.ts';
import { ago, exactly } from './time.ts';

/** A moment as "2 min ago", with the exact time as its title. */
export function Ago({ moment }: { moment: string }) {
  const now = useClock((state) => state.now);
  return (
    <time dateTime={moment} title={exactly(moment)}>
      {ago(moment, now)}
    </time>
  );
}
