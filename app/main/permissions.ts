import { session } from 'electron';

/** All that the page may ask of the system: copy text at a click, and show the picture large. */
const granted: readonly string[] = ['clipboard-sanitized-write', 'fullscreen'];

/** Everything else is refused, to the console's own page too. */
export function setupPermissions(consoleUrl: string): void {
  const { origin } = new URL(consoleUrl);
  const isGranted = (permission: string, address: string) =>
    granted.includes(permission) && URL.canParse(address) && new URL(address).origin === origin;

  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isGranted(permission, details.requestingUrl));
  });
  session.defaultSession.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isGranted(permission, requestingOrigin),
  );
}
