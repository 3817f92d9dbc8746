import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startTexts } from './i18n/i18n';
import { keepTablesInReach } from './ui/reach-tables';
import './theme/console.css';
import './theme/narrow.css';
import './theme/wall.css';

async function begin(): Promise<void> {
  await startTexts();
  const root = document.getElementById('root');
  if (!root) throw new Error('no place to draw');
  createRoot(root).render(<App />);
  keepTablesInReach();
}

void begin();
