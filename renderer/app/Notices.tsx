import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { undoRemoval, useEnvironments } from '../store/environments.ts';
import { dismissError, useNotices } from '../store/notices.ts';
import styles from './shell.module.css';

/** What has to be said above the page: why a call failed, and the deletion that can still be undone. */
export function Notices() {
  const error = useNotices((state) => state.error);
  const leaving = useEnvironments((state) => state.leaving);
  return (
    <div className={styles.notices}>
      <div role="alert">
        {error !== null && (
          <MessageBar intent="error" layout="multiline" className={styles.notice}>
            <MessageBarBody>{error}</MessageBarBody>
            <MessageBarActions
              containerAction={
                <Button
                  appearance="transparent"
                  size="small"
                  icon={<DismissRegular />}
                  aria-label="Dismiss the message"
                  onClick={dismissError}
                />
              }
            />
          </MessageBar>
        )}
      </div>
      {leaving && (
        <MessageBar intent="info" layout="multiline" className={styles.notice}>
          <MessageBarBody>{leaving.name} was deleted.</MessageBarBody>
          <MessageBarActions>
            <Button size="small" autoFocus onClick={bringBack}>
              Undo
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </div>
  );
}

/** The button that was pressed is gone with its message, so the page that came back gets the focus. */
function bringBack(): void {
  undoRemoval();
  document.querySelector('main')?.focus();
}
