import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { undoRemoval, useEnvironments } from '../store/environments.ts';
import { Name } from '../parts/Name.tsx';
import { dismissDone, dismissError, useNotices } from '../store/notices.ts';
import styles from './shell.module.css';

/** What has to be said above the page: why a call failed, and what was done that can still be undone. */
export function Notices() {
  const error = useNotices((state) => state.error);
  const done = useNotices((state) => state.done);
  const leaving = useEnvironments((state) => state.leaving);
  return (
    <div className={styles.notices}>
      <div role="alert">
        {error !== null && (
          <MessageBar intent="error" layout="multiline" className={styles.notice}>
            <MessageBarBody>{error}</MessageBarBody>
            <MessageBarActions containerAction={<DismissButton onClick={dismissError} />} />
          </MessageBar>
        )}
      </div>
      {leaving && (
        <MessageBar intent="info" layout="multiline" className={styles.notice}>
          <MessageBarBody>
            <Name>{leaving.name}</Name> was deleted.
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" autoFocus onClick={() => goBack(undoRemoval)}>
              Undo
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {done && (
        <MessageBar intent="info" layout="multiline" className={styles.notice}>
          <MessageBarBody>{done.message}</MessageBarBody>
          <MessageBarActions containerAction={<DismissButton onClick={() => goBack(dismissDone)} />}>
            <Button
              size="small"
              onClick={() =>
                goBack(() => {
                  dismissDone();
                  done.undo();
                })
              }
            >
              Undo
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </div>
  );
}

const DismissButton = ({ onClick }: { onClick: () => void }) => (
  <Button
    appearance="transparent"
    size="small"
    icon={<DismissRegular />}
    aria-label="Dismiss the message"
    onClick={onClick}
  />
);

/** The button that was pressed goes with its message, so the page gets the focus. */
function goBack(act: () => void): void {
  act();
  document.querySelector('main')?.focus();
}
