import { ShieldFilled } from '@fluentui/react-icons/svg/shield';
import styles from './production.module.css';

/** Says that an environment is a production environment, in a word and a picture. */
export const ProductionMark = () => (
  <span className={styles.mark}>
    <ShieldFilled />
    <span>Production</span>
  </span>
);
