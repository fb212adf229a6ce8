import { lazy, Suspense } from 'react';
import { Button } from '@fluentui/react-components';
import type { Report } from '../../shared/report.ts';
import { Ago } from '../parts/Ago.tsx';
import { openDialog } from '../store/view.ts';
import styles from './server-view.module.css';

const ServerResults = lazy(() => import('./ServerResults.tsx'));

/**
 * What the Creatio server itself sees, which counts for Creatio, and the files there: a way to look where it is not known,
 * unless the run is a kept one.
 * @param report null where nothing was diagnosed since the start
 */
export function ServerViewSection({ report, kept = false }: { report: Report | null; kept?: boolean }) {
  const view = report?.serverView;
  return (
    <section className={styles.section} aria-labelledby="server-view-title">
      <h3 id="server-view-title" className={styles.title}>
        On the Creatio server
      </h3>
      {report && view ? (
        <>
          <p className={styles.headline}>
            From the Creatio server {view.machine.name}, <Ago moment={view.lookedAt} />: {view.headline}
          </p>
          {view.notes.map((note) => (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ))}
          <Suspense fallback={null}>
            <ServerResults view={view} profileId={report.profile.id} checks={report.checks} />
          </Suspense>
        </>
      ) : (
        <p className={styles.note}>
          Creatio reaches its Identity Service from its own server, not from this computer. A small script shows what
          that server sees; the configuration files there can be checked as well.
        </p>
      )}
      {!kept && (
        <div className={styles.actions}>
          <Button size="small" onClick={() => openDialog('server-view')}>
            Look from the Creatio server…
          </Button>
          <Button size="small" onClick={() => openDialog('configuration')}>
            Check the configuration on disk…
          </Button>
        </div>
      )}
    </section>
  );
}
