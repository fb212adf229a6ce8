import { Modal } from '../parts/Modal.tsx';
import { setDrawerOpen } from '../store/view.ts';
import { Sidebar } from './Sidebar.tsx';
import styles from './environments.module.css';

/** The environments in a window too narrow to show them beside the page. */
export default function SidebarDrawer() {
  return (
    <Modal label="Environments" className={styles.drawer} light onClose={() => setDrawerOpen(false)}>
      <Sidebar />
    </Modal>
  );
}
