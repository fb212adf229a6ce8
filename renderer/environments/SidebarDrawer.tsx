import { OverlayDrawer } from '@fluentui/react-components';
import { setDrawerOpen } from '../store/view.ts';
import { Sidebar } from './Sidebar.tsx';
import styles from './environments.module.css';

/** The environments in a window too narrow to show them beside the page. */
export default function SidebarDrawer() {
  return (
    <OverlayDrawer
      open
      position="start"
      size="small"
      className={styles.drawer}
      aria-label="Environments"
      onOpenChange={(_event, { open }) => setDrawerOpen(open)}
    >
      <Sidebar />
    </OverlayDrawer>
  );
}
