import { Alert, Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mappingRoutes, type BankSource } from 'exam-contract/http/mapping';
import { call } from '../../net/api';
import { momentOf } from '../../ui/format';

interface Props {
  remembered: NonNullable<BankSource['remembered']>;
  signature: string;
  onForget: (signature: string) => void;
}

/** Says whose remembered mapping a file was read with, and lets go of it. */
export function MappingRemembered({ remembered: { by, at }, signature, onForget }: Props) {
  const { t, i18n } = useTranslation('mapping');
  // That it was read so stays true; it can be forgotten only once.
  const known = useQuery({ queryKey: ['mappings'], queryFn: () => call(mappingRoutes.mappings) });
  const kept = known.data?.mappings.some((m) => m.signature === signature);
  return (
    <Alert
      type="info"
      showIcon
      title={t('remembered.note', { by, at: momentOf(at, i18n.language) })}
      action={kept && <Button onClick={() => onForget(signature)}>{t('remembered.forget')}</Button>}
    />
  );
}
