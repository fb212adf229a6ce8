import { FluentProvider, RendererProvider } from '@fluentui/react-components';
import { hasConsole } from '../api.ts';
import { Announcer } from './Announcer.tsx';
import { CrashBoundary } from './CrashBoundary.tsx';
import { NoConsole } from './NoConsole.tsx';
import { Shell } from './Shell.tsx';
import { createStyleRenderer, useTheme } from './theme.ts';
import styles from './shell.module.css';

const renderer = createStyleRenderer();

export function App() {
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={useTheme()} className={styles.provider}>
        <CrashBoundary>{hasConsole() ? <Shell /> : <NoConsole />}</CrashBoundary>
        <Announcer />
      </FluentProvider>
    </RendererProvider>
  );
}
