using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Rules;

/// <summary>The rules of one kind, typed.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal abstract class KindRules<T> : KindRules
    where T : Resource
{
    public sealed override Type Type => typeof(T);

    public sealed override Resource Default(Resource resource) => Default((T)resource);

    public sealed override Resource PrepareCreate(Resource resource) => PrepareCreate((T)resource);

    public sealed override Resource PrepareUpdate(Resource before, Resource after) => PrepareUpdate((T)before, (T)after);

    public sealed override void Validate(Resource resource, Problems problems) => Validate((T)resource, problems);

    public sealed override void ValidateCreate(Resource resource, Problems problems) => ValidateCreate((T)resource, problems);

    public sealed override void ValidateUpdate(Resource before, Resource after, Problems problems) =>
        ValidateUpdate((T)before, (T)after, problems);

    public sealed override string? Protects(Resource resource) => Protects((T)resource);

    public sealed override long GraceSeconds(Resource resource, long? asked) => GraceSeconds((T)resource, asked);

    public sealed override bool Holds(Resource resource) => Holds((T)resource);

    public sealed override Resource Terminating(Resource resource) => Terminating((T)resource);

    public sealed override IEnumerable<string> Warnings(Resource resource) => Warnings((T)resource);

    protected virtual T Default(T resource) => resource;

    protected virtual T PrepareCreate(T resource) => (T)base.PrepareCreate(resource);

    protected virtual T PrepareUpdate(T before, T after) => (T)base.PrepareUpdate(before, after);

    protected virtual void Validate(T resource, Problems problems)
    {
    }

    protected virtual void ValidateCreate(T resource, Problems problems)
    {
    }

    protected virtual void ValidateUpdate(T before, T after, Problems problems)
    {
    }

    protected virtual string? Protects(T resource) => null;

    protected virtual long GraceSeconds(T resource, long? asked) => 0;

    protected virtual bool Holds(T resource) => false;

    protected virtual T Terminating(T resource) => resource;

    protected virtual IEnumerable<string> Warnings(T resource) => [];
}
