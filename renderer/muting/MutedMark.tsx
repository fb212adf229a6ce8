import { SpeakerMuteRegular } from '@fluentui/react-icons/svg/speaker-mute';
import styles from './muting.module.css';

/** Says beside the title of a check that it is muted. */
export const MutedMark = () => (
  <span className={styles.mark}>
    <SpeakerMuteRegular aria-hidden="true" /> Muted
  </span>
);
