namespace DuckBus.Kubelet.Docker;

/// <summary>Names of images.</summary>
internal static class ImageReference
{
    /// <summary>The name with <c>:latest</c> unless it has a tag or a digest: without either the engine pulls every tag.</summary>
    public static string WithTag(string image) =>
        image.Contains('@', StringComparison.Ordinal) || image.LastIndexOf(':') > image.LastIndexOf('/') ? image : image + ":latest";
}
