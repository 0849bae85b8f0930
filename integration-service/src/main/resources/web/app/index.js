// The console: one page, routes behind #, everything it knows comes from the public REST API.
import './console.css';
import './console.js';
