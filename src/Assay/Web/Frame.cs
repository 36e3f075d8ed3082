namespace Assay.Web;

/// <summary>What stands around every page: whose programme it is, and whether it is only a sample.</summary>
/// <param name="MaySwitch">Whether the person belongs to others as well.</param>
/// <param name="IsHeld">Whether they have to add a second factor before anything else.</param>
public sealed record Frame(string Organization, bool IsSample, bool MaySwitch = false, bool IsHeld = false);

public static class FrameOf
{
    extension(HttpContext http)
    {
        /// <summary>Set once per request by the feature that knows organisations; null before a sign-in.</summary>
        public Frame? Frame
        {
            get => http.Features.Get<Frame>();
            set => http.Features.Set(value);
        }
    }
}
