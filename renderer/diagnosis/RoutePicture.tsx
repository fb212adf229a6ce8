import type { ReactElement } from 'react';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { CloudRegular } from '@fluentui/react-icons/svg/cloud';
import { DesktopRegular } from '@fluentui/react-icons/svg/desktop';
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import { ShieldKeyholeRegular } from '@fluentui/react-icons/svg/shield-keyhole';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import type { Report } from '../../shared/report.ts';
import { runningState } from '../parts/states.tsx';
import type { Link, LinkState, Route } from './route.ts';
import styles from './route.module.css';

const looks: Readonly<Record<LinkState, { word: string; icon: ReactElement }>> = {
  ok: { word: 'OK', icon: <CheckmarkCircleFilled /> },
  warning: { word: 'Warning', icon: <WarningFilled /> },
  broken: { word: 'Broken', icon: <DismissCircleFilled /> },
  unknown: { word: 'Unknown', icon: <QuestionCircleRegular /> },
  running: { word: 'Checking', icon: runningState.icon },
};

const computer = 'This computer';
const creatio = 'Creatio';
const identity = 'Identity Service';

/**
 * The route as a picture with the broken link marked; beneath it the same in words, for all who cannot use the picture, and
 * the proxies on the way.
 * @param taken how each machine was reached; empty while that is not known
 */
export function RoutePicture({ route, taken }: { route: Route; taken: NonNullable<Report['routes']> }) {
  const links = [
    { from: computer, to: creatio, link: route.computerToCreatio },
    { from: creatio, to: identity, link: route.creatioToIdentity },
    { from: computer, to: identity, link: route.computerToIdentity },
  ];
  return (
    <section className={styles.route} aria-labelledby="route-title">
      <h3 id="route-title" className={styles.title}>
        Where it stands
      </h3>
      <div className={styles.picture} aria-hidden="true">
        <Machine className={styles.computer} icon={<DesktopRegular />} name={computer} />
        <Line className={styles.first} link={route.computerToCreatio} />
        <Machine className={styles.creatio} icon={<CloudRegular />} name={creatio} />
        <Line className={styles.second} link={route.creatioToIdentity} />
        <Machine className={styles.identity} icon={<ShieldKeyholeRegular />} name={identity} />
        <Line className={styles.around} link={route.computerToIdentity} />
      </div>
      <ul className={styles.words}>
        {links.map(({ from, to, link }) => (
          <li key={`${from}-${to}`} data-state={link.state}>
            <span className={styles.mark} data-state={link.state}>
              {looks[link.state].icon}
            </span>
            <span>
              <strong>
                {from} to {to}: {looks[link.state].word}.
              </strong>{' '}
              {link.detail}
            </span>
          </li>
        ))}
      </ul>
      {taken
        .filter((each) => !each.route.startsWith('direct'))
        .map((each) => (
          <p key={each.target} className={styles.way}>
            Route to {each.target}: {each.route}
          </p>
        ))}
    </section>
  );
}

function Machine({ className, icon, name }: { className: string | undefined; icon: ReactElement; name: string }) {
  return (
    <div className={`${styles.machine} ${className ?? ''}`}>
      {icon}
      <span>{name}</span>
    </div>
  );
}

function Line({ className, link }: { className: string | undefined; link: Link }) {
  return (
    <div className={`${styles.line} ${className ?? ''}`} data-state={link.state}>
      <span className={styles.mark} data-state={link.state}>
        {looks[link.state].icon}
        {looks[link.state].word}
      </span>
    </div>
  );
}
