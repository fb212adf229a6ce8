import styles from './shell.module.css';

/** Shown where the page was opened by something that is not the console. */
export function NoConsole() {
  return (
    <main className={styles.noConsole}>
      <h1>OAuth Console for Creatio</h1>
      <p>
        This page belongs to the console and was opened without it, so it can check nothing. Start OAuth Console for
        Creatio and use the window or the address that it opens.
      </p>
    </main>
  );
}
