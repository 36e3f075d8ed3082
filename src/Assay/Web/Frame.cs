namespace Assay.Web;

/// <summary>What stands around every page: whose programme it is, and whether it is only a sample.</summary>
public sealed record Frame(string Organization, bool IsSample);

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
