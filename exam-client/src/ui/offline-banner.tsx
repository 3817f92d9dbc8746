import { useTranslation } from 'react-i18next';
import { Icon } from './icons';
import { useModel } from './kiosk-context';

/** Says that the line is down, and what that means for what one is doing. */
export function OfflineBanner({ note }: { note: 'test' | 'other' }) {
  const { t } = useTranslation();
  const offline = useModel((m) => m.flow.link === 'offline' && m.flow.blocked === null);
  return (
    <div role="status" className={`offline-place ${note}`}>
      {offline && (
        <p className="offline">
          <Icon name="cloudOff" />
          <span>
            <strong>{t('offline.title')}</strong> {t(`offline.${note}`)}
          </span>
        </p>
      )}
    </div>
  );
}
