import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { hasConsole } from './api.ts';
import { connect } from './store/connect.ts';
import './base.css';

const root = document.getElementById('root');
if (root) {
  if (hasConsole()) connect();
  createRoot(root).render(<App />);
}
