import { useAnnouncements } from '../store/announcements.ts';

/** The live region: sentences that a screen reader says without moving the focus. */
export function Announcer() {
  const lines = useAnnouncements((state) => state.lines);
  return (
    <div role="log" aria-live="polite" aria-relevant="additions" aria-label="Progress" className="visually-hidden">
      {lines.map((line) => (
        <p key={line.id}>{line.text}</p>
      ))}
    </div>
  );
}
