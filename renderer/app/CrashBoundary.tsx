import { Component, type ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { CopyButton } from '../parts/CopyButton.tsx';
import styles from './shell.module.css';

interface CrashBoundaryState {
  crash: Error | null;
}

/** Shows a fault of the page as what it is, with its details, instead of an empty window. */
export class CrashBoundary extends Component<{ children: ReactNode }, CrashBoundaryState> {
  override state: CrashBoundaryState = { crash: null };

  static getDerivedStateFromError(thrown: unknown): CrashBoundaryState {
    return { crash: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { crash } = this.state;
    if (crash === null) return this.props.children;
    const details = crash.stack ?? crash.message;
    return (
      <main className={styles.noConsole}>
        <h1>The console itself failed</h1>
        <p>
          The page could not be shown. This is a fault of the console and says nothing about any environment. What was
          saved is still there; load the page again, and copy the details when you report it.
        </p>
        <p>
          <Button onClick={() => location.reload()}>Load the page again</Button>{' '}
          <CopyButton labelled label="Copy the details" text={() => details} />
        </p>
        <details>
          <summary>Details</summary>
          <pre className={styles.crashDetails}>{details}</pre>
        </details>
      </main>
    );
  }
}
