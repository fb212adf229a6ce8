import type { BundleProgress } from '../../shared/bundle.ts';
import { bytes } from '../../shared/amounts.ts';
import { duration } from '../parts/time.ts';
import styles from './logs.module.css';

const phaseWords: Readonly<Record<BundleProgress['phase'], string>> = {
  listing: 'Listing the files',
  packing: 'Reading, redacting and packing',
  checking: 'Reading the bundle again and searching it for secrets',
  encrypting: 'Encrypting',
  decrypting: 'Decrypting',
  verifying: 'Unpacking, and comparing every file with its checksum',
};

/** How far something has come: bytes, files, speed and time left. It is looked at, not spoken. */
export function ProgressBar({ label, progress }: { label: string; progress: BundleProgress | null }) {
  return (
    <div className={styles.progress}>
      <progress
        aria-label={label}
        {...(progress !== null && progress.bytesTotal > 0
          ? { value: Math.min(progress.bytesDone, progress.bytesTotal), max: progress.bytesTotal }
          : {})}
      />
      <p>
        {progress === null ? (
          label
        ) : (
          <>
            <span>{phaseWords[progress.phase]}</span>
            <span>
              {bytes(progress.bytesDone)} of {bytes(progress.bytesTotal)}
            </span>
            <span>
              {progress.filesDone.toLocaleString('en')} of {progress.filesTotal.toLocaleString('en')} files
            </span>
            {progress.bytesPerSecond > 0 && <span>{bytes(progress.bytesPerSecond)} a second</span>}
            {progress.secondsLeft !== null && (
              <span>about {duration(Math.max(1, progress.secondsLeft) * 1_000)} left</span>
            )}
          </>
        )}
      </p>
    </div>
  );
}
