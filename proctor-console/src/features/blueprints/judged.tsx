import { useTranslation } from 'react-i18next';
import type { JudgedBy } from 'exam-contract/http/blueprints';

/** Which day's bank a blueprint was held against, and which later ones. */
export function Judged({ by: { day, bank, later } }: { by: JudgedBy }) {
  const { t } = useTranslation('blueprint');
  const named = ({ name, hash, inForceFrom }: JudgedBy['bank']) =>
    t('judged.bank', { name, hash: `${hash.slice(0, 8)}…`, from: inForceFrom });
  return (
    <p className="quiet">
      {t('judged.by', { day, bank: named(bank) })}
      {later.length > 0 && <> {t('judged.later', { banks: later.map(named).join(t('rule.between')) })}</>}
    </p>
  );
}
