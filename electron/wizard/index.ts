export { sessionAsText } from './as-text.ts';
export { beginWith, checksOwed, eventsAfterChecks, eventsAfterLook, eventsOf, furtherProof } from './engine.ts';
export { keyOf, movedError, type Surroundings } from './moves.ts';
export { createSessionStore } from './store.ts';
export { summaryOf } from './summary.ts';
