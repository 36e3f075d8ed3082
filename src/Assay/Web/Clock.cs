namespace Assay.Web;

public static class Clock
{
    extension(TimeProvider clock)
    {
        /// <summary>The day, in UTC, as all dates in the registers are.</summary>
        public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
    }
}
