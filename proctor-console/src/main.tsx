import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startTexts } from './i18n/i18n';
import './theme/console.css';
import './theme/wall.css';

async function begin(): Promise<void> {
  await startTexts();
  const root = document.getElementById('root');
  if (!root) throw new Error('no place to draw');
  createRoot(root).render(<App />);
}

void begin();
