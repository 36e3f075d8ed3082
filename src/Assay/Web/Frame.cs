namespace Assay.Web;

/// <summary>What stands around every page: whose programme it is, whether it is only a sample, and whether there are others to switch to.</summary>
public sealed record Frame(string Organization, bool IsSample, bool MaySwitch = false);

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
