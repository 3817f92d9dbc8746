import { useTranslation } from 'react-i18next';
import { useModel } from './kiosk-context';

/** A turning ring with the reason for waiting beside it. */
export function Waiting({ children }: { children: string }) {
  return (
    <p className="waiting" role="status">
      <span className="ring" aria-hidden="true" />
      {children}
    </p>
  );
}

/** What the last button is waiting for, if anything; keeps its place so that nothing jumps. */
export function BusyLine() {
  const { t } = useTranslation();
  const busy = useModel((m) => m.busy);
  return <div className="busy-line">{busy && <Waiting>{t(`busy.${busy}`)}</Waiting>}</div>;
}
