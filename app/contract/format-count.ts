/** Exact count with a comma between thousands: `1,204,887`. */
export function formatCount(count: number): string {
  const digits = String(Math.abs(count)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return count < 0 ? `−${digits}` : digits;
}
