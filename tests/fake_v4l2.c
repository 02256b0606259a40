/*
 * A webcam for the real Video4Linux backend of OpenCV, on computers that have none: preloaded, it answers what is
 * asked of /dev/video0. FAKE_FORMAT: "MJPG"; "YUYV", which offers nothing else; "LIAR", which says MJPG and sends
 * YUYV. FAKE_WIDTH and FAKE_HEIGHT: its only size. FAKE_JPEGS: the folder of 0.jpg, 1.jpg, ...; after the last one
 * it begins again.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ROOM (1 << 20) /* bytes of a buffer */
#define BUFFERS 8

static int device = -1, queue[BUFFERS], queued, sent;
static char *memory;

static int is(const char *name, const char *value) { return strcmp(getenv(name), value) == 0; }

static int plug_in(void) {
    device = memfd_create("webcam", 0);
    if (ftruncate(device, ROOM * BUFFERS) != 0) return -1;
    memory = mmap(NULL, ROOM * BUFFERS, PROT_READ | PROT_WRITE, MAP_SHARED, device, 0);
    queued = 0;
    return device;
}

static int open_as(const char *how, const char *path, int flags, int mode) {
    if (strcmp(path, "/dev/video0") == 0) return plug_in();
    return ((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, how))(path, flags, mode);
}

#define OPEN(name)                                    \
    int name(const char *path, int flags, ...) {      \
        va_list rest;                                 \
        va_start(rest, flags);                        \
        int mode = va_arg(rest, int);                 \
        va_end(rest);                                 \
        return open_as(#name, path, flags, mode);     \
    }
OPEN(open)
OPEN(open64)

static void describe(struct v4l2_pix_format *format) {
    format->width = atoi(getenv("FAKE_WIDTH"));
    format->height = atoi(getenv("FAKE_HEIGHT"));
    format->pixelformat = is("FAKE_FORMAT", "YUYV") ? V4L2_PIX_FMT_YUYV : V4L2_PIX_FMT_MJPEG;
    format->bytesperline = 2 * format->width;
    format->sizeimage = ROOM;
    format->field = V4L2_FIELD_NONE;
}

static int next_picture(char *where) {
    char path[4096];
    if (!is("FAKE_FORMAT", "MJPG")) {
        int size = 2 * atoi(getenv("FAKE_WIDTH")) * atoi(getenv("FAKE_HEIGHT"));
        memset(where, 128, size); /* grey */
        return size;
    }
    snprintf(path, sizeof path, "%s/%d.jpg", getenv("FAKE_JPEGS"), sent++);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        sent = 0;
        return next_picture(where);
    }
    int size = fread(where, 1, ROOM, file);
    fclose(file);
    return size;
}

static int answer(unsigned request, void *asked) {
    struct v4l2_buffer *buffer = asked;
    switch (request) {
    case VIDIOC_QUERYCAP:
        ((struct v4l2_capability *)asked)->capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
        return 0;
    case VIDIOC_G_FMT:
    case VIDIOC_S_FMT:
        describe(&((struct v4l2_format *)asked)->fmt.pix);
        return 0;
    case VIDIOC_REQBUFS:
        queued = 0;
        return 0;
    case VIDIOC_QUERYBUF:
        buffer->length = ROOM;
        buffer->m.offset = buffer->index * ROOM;
        return 0;
    case VIDIOC_QBUF:
        queue[queued++] = buffer->index;
        return 0;
    case VIDIOC_DQBUF:
        usleep(10000);
        buffer->index = queue[0];
        memmove(queue, queue + 1, --queued * sizeof *queue);
        buffer->length = ROOM;
        buffer->bytesused = next_picture(memory + buffer->index * ROOM);
        return 0;
    case VIDIOC_STREAMOFF:
        queued = 0;
        return 0;
    case VIDIOC_STREAMON:
    case VIDIOC_G_PARM:
    case VIDIOC_S_PARM:
        return 0;
    }
    errno = EINVAL;
    return -1;
}

int ioctl(int file, unsigned long request, ...) {
    va_list rest;
    va_start(rest, request);
    void *asked = va_arg(rest, void *);
    va_end(rest);
    if (file == device && device >= 0) return answer((unsigned)request, asked);
    return ((int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl"))(file, request, asked);
}
