import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

export function Outcome({ passed, score }: { passed: boolean | null; score: number | null }) {
  const { t } = useTranslation('attempt');
  if (passed === null) return <span className="quiet">{t('noResult')}</span>;
  return (
    <Tag
      variant="solid"
      color={passed ? '#0a6b3d' : '#a61b1b'}
      icon={passed ? <CheckCircleOutlined aria-hidden /> : <CloseCircleOutlined aria-hidden />}
    >
      {t(passed ? 'passed' : 'failed', { score })}
    </Tag>
  );
}
