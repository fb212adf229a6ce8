import { applicationGuides } from './applications.ts';
import { authorizationCodeGuides } from './authorization-code.ts';
import { connectingGuides } from './connecting.ts';
import { deployingGuides } from './deploying.ts';
import { exchangeGuides } from './exchanges.ts';
import { hostingFaultGuides } from './hosting-faults.ts';
import { loggingGuides } from './logging.ts';
import { maintainingGuides } from './maintaining.ts';
import { monitoringGuides } from './monitoring.ts';
import { refreshTokenGuides } from './refresh-tokens.ts';
import { webServiceIssueGuides } from './web-service-issues.ts';
import { webServiceGuides } from './web-services.ts';
import type { Section } from '../catalogue.ts';

/** What a person looks for, and what the entries of a run lead on to. */
export const sectionsOfGuides: readonly Section[] = [
  {
    title: 'Connecting the Identity Service',
    impact: 'Until the Identity Service is connected, Creatio has nobody who issues tokens.',
    entries: { ...connectingGuides, ...monitoringGuides },
  },
  {
    title: 'Hosting faults that a log tells of',
    impact: 'As long as the Identity Service does not run or is not trusted, no integration gets a token.',
    entries: hostingFaultGuides,
  },
  {
    title: 'Applications that call Creatio',
    impact:
      'An application needs credentials of its own and a user with the right permissions before Creatio lets it in.',
    entries: { ...applicationGuides, ...authorizationCodeGuides },
  },
  {
    title: 'Running the Identity Service',
    impact: 'Creatio and all its integrations depend on this one service.',
    entries: { ...deployingGuides, ...maintainingGuides, ...loggingGuides },
  },
  {
    title: 'Web services that Creatio calls',
    impact: 'Creatio cannot call the web service, or stops being able to when its token runs out.',
    entries: { ...webServiceGuides, ...webServiceIssueGuides, ...refreshTokenGuides },
  },
  {
    title: 'Requests of the test client',
    impact: 'As long as the request fails here, it fails for the integration as well.',
    entries: exchangeGuides,
  },
];
