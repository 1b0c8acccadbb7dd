/**
 * Headers of every answer of the console.
 * @param socketUrl origin of the console's WebSocket, `ws://127.0.0.1:PORT`
 * @param reproxyUrl the one other origin that the page may fetch from
 */
export function securityHeaders(socketUrl: string, reproxyUrl: string): Record<string, string> {
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data: blob:",
    // Media Source Extensions play from a blob: URL.
    'media-src': 'blob:',
    'font-src': "'self'",
    'connect-src': `'self' ${socketUrl} ${reproxyUrl}`,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return {
    'Content-Security-Policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join('; '),
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}
