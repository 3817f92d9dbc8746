import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icons';
import { useActions, useModel } from '../../ui/kiosk-context';
import { Notice } from '../../ui/notice';
import { Brand, ScreenTitle, SeatBadge } from '../../ui/page';
import { ContrastSwitch, LanguageChoice, SizeChoice } from '../../ui/settings';
import { RoadPicture } from './road-picture';

const steps = [
  ['identify', 'face'],
  ['rules', 'list'],
  ['test', 'grid'],
  ['sign', 'pen'],
] as const satisfies readonly (readonly [string, IconName])[];

export function WelcomeScreen() {
  const { t } = useTranslation('welcome');
  const { begin } = useActions();
  const duty = useModel((m) => m.flow.terminal?.examinerOnDuty ?? false);
  const demo = useModel((m) => m.flow.terminal?.demo ?? false);
  const online = useModel((m) => m.flow.link === 'online');
  return (
    <div className="welcome">
      <RoadPicture />
      <header className="topbar clear">
        <Brand />
        <div className="topbar-tools">
          {demo && <span className="demo-badge">{t('demo')}</span>}
          <SeatBadge />
        </div>
      </header>
      <main className="welcome-main">
        <ScreenTitle className="welcome-title">{t('title')}</ScreenTitle>
        <p className="welcome-lead">{t('lead')}</p>
        <div className="welcome-start">
          <Button kind="primary" size="huge" iconAfter="arrow" onPress={begin} isDisabled={!duty || !online}>
            {t('start')}
          </Button>
          <div aria-live="polite">
            {duty ? (
              <p className="small">{t('startHint')}</p>
            ) : (
              <Notice tone="info">
                <p className="strong">{t('noExaminer.title')}</p>
                <p>{t('noExaminer.body')}</p>
              </Notice>
            )}
          </div>
        </div>
        <ol className="welcome-steps" aria-label={t('steps.label')}>
          {steps.map(([name, icon]) => (
            <li key={name}>
              <Icon name={icon} />
              {t(`steps.${name}`)}
            </li>
          ))}
        </ol>
      </main>
      <footer className="welcome-settings">
        <LanguageChoice />
        <SizeChoice />
        <ContrastSwitch />
      </footer>
    </div>
  );
}
